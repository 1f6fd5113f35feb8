/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB, for debian-linux-gnu (x86_64)
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET TIME_ZONE='+00:00' */;
-- Table structure for table `Weird Table.x`
DROP TABLE IF EXISTS `Weird Table.x`;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `Weird Table.x` (
  `a.b` int(11) DEFAULT NULL,
  `E-Mail` text DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
-- Dumping data for table `Weird Table.x`
LOCK TABLES `Weird Table.x` WRITE;
/*!40000 ALTER TABLE `Weird Table.x` DISABLE KEYS */;
INSERT INTO `Weird Table.x` VALUES (1,'w@example.com');
INSERT INTO `Weird Table.x` VALUES (2,'-- no # comment /* x */ ;');
/*!40000 ALTER TABLE `Weird Table.x` ENABLE KEYS */;
UNLOCK TABLES;
-- Table structure for table `customers`
DROP TABLE IF EXISTS `customers`;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `customers` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(80) DEFAULT 'nobody@example.com' COMMENT 'mail of o''brien@example.com',
  `Full ``Name` text DEFAULT NULL,
  `born` date DEFAULT NULL,
  `amount` decimal(10,2) DEFAULT NULL,
  `flag` bit(8) DEFAULT NULL,
  `payload` blob DEFAULT NULL,
  `vb` varbinary(60) DEFAULT NULL,
  `doc` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`doc`)),
  `kind` enum('a','it''s') DEFAULT NULL,
  `u` uuid DEFAULT NULL,
  `twice` int(11) GENERATED ALWAYS AS (`id` * 2) VIRTUAL,
  `key` varchar(9) DEFAULT NULL,
  `fl` double DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `k2` (`key`),
  KEY `idx_mail` (`email`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
-- Dumping data for table `customers`
LOCK TABLES `customers` WRITE;
/*!40000 ALTER TABLE `customers` DISABLE KEYS */;
INSERT INTO `customers` VALUES (1,'anna@example.com','Anna \"A\" O\'Brien \\ 	 tab','1970-01-02',-12.50,0xAA,0x68696464656E206D61696C2078406578616D706C652E6F7267,0x68696464656E406578616D706C652E6F7267,'{\"a\":\"b\\\\s \\\"q\\\"\"}','it\'s','123e4567-e89b-12d3-a456-426614174000',2,'k',1.5e300);
INSERT INTO `customers` VALUES (2,'multi@example.com','line1\nINSERT INTO y VALUES (\'z\');\r\n\0\Z%_ \\%\\_',NULL,NULL,NULL,0x00,'','null',NULL,NULL,4,NULL,-0.001);
INSERT INTO `customers` VALUES (3,'æøå@example.com','','0001-01-01',0.00,0x00,'',0x0027225C,'[]','a',NULL,6,'😀',NULL);
/*!40000 ALTER TABLE `customers` ENABLE KEYS */;
UNLOCK TABLES;
/*!50003 SET character_set_client  = utf8mb4 */ ;
/*!50003 SET character_set_results = utf8mb4 */ ;
/*!50003 SET collation_connection  = utf8mb4_general_ci */ ;
/*!50003 SET @saved_sql_mode       = @@sql_mode */ ;
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER tr BEFORE INSERT ON customers FOR EACH ROW BEGIN SET NEW.email = IF(NEW.email='a;b@example.com','it''s',NEW.email);  END 
*/;;
DELIMITER ;
/*!50003 SET sql_mode              = @saved_sql_mode */ ;
-- Temporary table structure for view `v`
DROP TABLE IF EXISTS `v`;
/*!50001 DROP VIEW IF EXISTS `v`*/;
SET character_set_client = utf8mb4;
/*!50001 CREATE VIEW `v` AS SELECT
 NULL AS `email` */;
-- Final view structure for view `v`
/*!50001 DROP VIEW IF EXISTS `v`*/;
/*!50001 SET character_set_client      = utf8mb4 */;
/*!50001 SET character_set_results     = utf8mb4 */;
/*!50001 SET collation_connection      = utf8mb4_general_ci */;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `v` AS select `customers`.`email` AS `email` from `customers` where `customers`.`email` <> 'view@example.com' */;
-- Dump completed on 2026-11-21 21:51:31
